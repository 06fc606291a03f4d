import { describe, expect, it } from 'vitest';
import { style, visible } from '../../cli/style.ts';

describe('log text on a terminal', () => {
  it.each([
    { name: 'an escape sequence becomes visible', text: '\u001b[2Jgone', shown: '\\u001b[2Jgone' },
    { name: 'a line break cannot begin a line', text: 'a\nb\tc', shown: 'a b c' },
    { name: 'a carriage return cannot overwrite one', text: 'a\rb', shown: 'a\\u000db' },
    { name: 'text cannot be turned around', text: 'a\u202eb', shown: 'a\\u202eb' },
    { name: 'other languages stay as they are', text: 'größe 数据库', shown: 'größe 数据库' },
  ])('$name', ({ text, shown }) => expect(visible(text)).toBe(shown));
});

describe('colours', () => {
  it('are there only where they are wanted', () => {
    expect(style(false).severity('critical')).toBe('critical');
    expect(style(true).severity('critical')).toContain('\u001b[');
  });
});
