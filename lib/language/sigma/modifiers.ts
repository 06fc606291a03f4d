import { base64, base64Offset, utf16be, utf16le, utf16WithMark } from './encodings.ts';
import { expandPlaceholders } from './expand-placeholders.ts';
import { isNetwork } from './is-network.ts';
import { type Misuse, type Modifier, type ModifierContext, type ModifierResult, misuse } from './modifier.ts';
import { type DatePart, dateParts, type Operand } from './operand.ts';
import { joinParts, plainText, type SigmaText, type TextPart } from './sigma-text.ts';
import { foldDashes } from './windash.ts';

/** Every modifier of the specification (v2.1.0) and the three long names that pySigma knows. */
export const modifiers: Readonly<Record<string, Modifier>> = {
  all: { apply: null, meaning: 'every value must match, not just one' },
  neq: { apply: null, meaning: 'no value may match; a missing field satisfies it' },
  cased: { apply: null, meaning: 'letter case counts' },
  contains: {
    apply: operand => matchPart(operand, 'contains', text => [anyRun, ...text, anyRun]),
    meaning: 'the value stands anywhere in the field; an object or array is read as its JSON text',
  },
  startswith: {
    apply: operand => matchPart(operand, 'starts', text => [...text, anyRun]),
    meaning: 'the field begins with the value',
  },
  endswith: {
    apply: operand => matchPart(operand, 'ends', text => [anyRun, ...text]),
    meaning: 'the field ends with the value',
  },
  exists: { apply: exists, meaning: 'the field is there, even if empty or null (`true`), or is not (`false`)' },
  windash: {
    apply: operand => onText(operand, text => [{ kind: 'text', text: foldDashes(text), raw: '' }]),
    meaning: '`-`, `/`, `–`, `—` and `―` stand for one another where they begin an option',
  },
  re: { apply: regex, meaning: 'a regular expression, found anywhere, in which letter case counts' },
  ...withNames(['i', 'ignorecase'], { apply: flag('i'), meaning: 'after `re`: letter case does not count' }),
  ...withNames(['m', 'multiline'], { apply: flag('m'), meaning: 'after `re`: `^` and `$` also match at line breaks' }),
  ...withNames(['s', 'dotall'], { apply: flag('s'), meaning: 'after `re`: `.` also matches a line break' }),
  base64: { apply: operand => onBytes(operand, bytes => [base64(bytes)]), meaning: 'the value, encoded' },
  base64offset: {
    apply: operand => onBytes(operand, bytes => (bytes.length < 2 ? tooShort : base64Offset(bytes))),
    meaning: 'the value as it looks inside longer encoded text, at each of the three offsets',
  },
  ...withNames(['utf16le', 'wide'], { apply: encode(utf16le), meaning: 'the value in UTF-16, little end first' }),
  utf16be: { apply: encode(utf16be), meaning: 'the value in UTF-16, big end first' },
  utf16: { apply: encode(utf16WithMark), meaning: 'the value in UTF-16, little end first, after a byte order mark' },
  lt: { apply: compare('<'), meaning: 'the field is a number (or text that spells one) below the value' },
  lte: { apply: compare('<='), meaning: 'the same: not above' },
  gt: { apply: compare('>'), meaning: 'the same: above' },
  gte: { apply: compare('>='), meaning: 'the same: not below' },
  ...Object.fromEntries(
    dateParts.map(part => [part, { apply: datePart(part), meaning: `the ${part} of the time in the field, in UTC` }]),
  ),
  cidr: { apply: network, meaning: 'the field is an IP address in this network (IPv4 or IPv6)' },
  expand: { apply: expandPlaceholders, meaning: '`%name%` stands for each entry of `values.name` in weir.yml' },
  fieldref: { apply: fieldReference, meaning: 'the value is the name of another field of the same event' },
};

const anyRun: TextPart = { part: 'any-run' };

function withNames(names: readonly string[], modifier: Modifier): Record<string, Modifier> {
  return Object.fromEntries(names.map(name => [name, modifier]));
}

function matchPart(
  operand: Operand,
  how: 'contains' | 'starts' | 'ends',
  wrap: (text: SigmaText) => TextPart[],
): ModifierResult {
  if (operand.kind === 'field') return [{ ...operand, how }];
  if (operand.kind === 'regex') {
    return misuse('a regular expression is found anywhere already', 'leave this modifier out, or use ^ and $');
  }
  return onText(operand, text => [{ kind: 'text', text: joinParts(wrap(text)), raw: '' }]);
}

function exists(operand: Operand, context: ModifierContext): ModifierResult {
  if (context.before.length > 0) return misuse('exists goes with no other modifier', 'write "field|exists: true"');
  if (operand.kind === 'boolean') return [{ kind: 'exists', wanted: operand.value }];
  return misuse('exists takes true or false', 'write "field|exists: true" or "field|exists: false"');
}

function regex(operand: Operand, context: ModifierContext): ModifierResult {
  if (context.before.length > 0) {
    return misuse(`re must be the first modifier, and stands after ${context.before.join(', ')}`, 'write "field|re|…"');
  }
  if (operand.kind === 'number') return [{ kind: 'regex', source: operand.source, flags: '' }];
  if (operand.kind === 'text') return [{ kind: 'regex', source: operand.raw, flags: '' }];
  return misuse(`re takes text, not ${operand.kind}`, 'put the pattern in quotes');
}

function flag(name: 'i' | 'm' | 's') {
  return (operand: Operand): ModifierResult => {
    if (operand.kind !== 'regex') return misuse(`${name} is a flag of re`, `write "field|re|${name}"`);
    return [{ ...operand, flags: operand.flags.includes(name) ? operand.flags : operand.flags + name }];
  };
}

function encode(encoding: (text: string) => Uint8Array) {
  return (operand: Operand): ModifierResult => onPlainText(operand, text => [{ kind: 'bytes', bytes: encoding(text) }]);
}

/** Of a single byte, one offset leaves no whole character: it would be found in any text. */
const tooShort = misuse('a single byte cannot be recognised inside of encoded text', 'give at least two characters');

function onBytes(operand: Operand, encodings: (bytes: Uint8Array) => readonly string[] | Misuse): ModifierResult {
  const texts = (bytes: Uint8Array): ModifierResult => {
    const encoded = encodings(bytes);
    if ('misuse' in encoded) return encoded;
    return encoded.map(text => ({ kind: 'text', text: [{ part: 'literal', text }], raw: '' }));
  };
  return operand.kind === 'bytes'
    ? texts(operand.bytes)
    : onPlainText(operand, text => texts(Buffer.from(text, 'utf8')));
}

function compare(comparison: '<' | '<=' | '>' | '>=') {
  return (operand: Operand): ModifierResult => {
    if (operand.kind === 'measure') return [{ ...operand, compare: comparison }];
    const to = numberOf(operand);
    if (to === null) return misuse(`${comparison} takes a number`, 'write the number without quotes');
    return [{ kind: 'measure', part: null, compare: comparison, to }];
  };
}

function datePart(part: DatePart) {
  return (operand: Operand): ModifierResult => {
    if (operand.kind === 'measure') return [{ ...operand, part }];
    const to = numberOf(operand);
    if (to === null || !Number.isInteger(to))
      return misuse(`${part} takes a whole number`, `write "field|${part}: 12"`);
    return [{ kind: 'measure', part, compare: '==', to }];
  };
}

function numberOf(operand: Operand): number | null {
  if (operand.kind === 'number') return operand.value;
  if (operand.kind !== 'text') return null;
  const text = plainText(operand.text)?.trim() ?? '';
  return /^[+-]?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null;
}

function network(operand: Operand): ModifierResult {
  if (operand.kind !== 'text') return misuse('cidr takes a network as text', 'write "field|cidr: 10.0.0.0/8"');
  const text = operand.raw.trim();
  if (!isNetwork(text))
    return misuse(`${JSON.stringify(text)} is no IP network`, 'write address/bits, as in 10.0.0.0/8 or fe80::/10');
  return [{ kind: 'network', network: text }];
}

function fieldReference(operand: Operand, context: ModifierContext): ModifierResult {
  const before = context.before.filter(name => name !== 'all' && name !== 'neq' && name !== 'cased');
  const name = operand.kind === 'text' ? operand.raw : '';
  if (name === '') return misuse('fieldref takes the name of a field', 'write "field|fieldref: OtherField"');
  if (before.length > 0)
    return misuse('fieldref must come before the modifiers of matching', 'write "field|fieldref|contains"');
  return [{ kind: 'field', name, how: 'equal' }];
}

function onText(operand: Operand, make: (text: SigmaText) => ModifierResult): ModifierResult {
  switch (operand.kind) {
    case 'text':
      return make(operand.text);
    case 'bytes':
      return make([{ part: 'literal', text: Buffer.from(operand.bytes).toString('latin1') }]);
    case 'number':
      return make([{ part: 'literal', text: operand.source }]);
    case 'boolean':
      return make([{ part: 'literal', text: String(operand.value) }]);
    default:
      return misuse(`this modifier takes text, not ${operand.kind}`, 'put the value in quotes');
  }
}

function onPlainText(operand: Operand, make: (text: string) => ModifierResult): ModifierResult {
  if (operand.kind === 'text' && plainText(operand.text) === null) {
    return misuse(
      'a value with wildcards cannot be encoded',
      'escape * and ? with \\, and write contains after the encoding',
    );
  }
  return onText(operand, text => make(plainText(text) ?? ''));
}
