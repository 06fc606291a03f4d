/** What CDK's options `-c NAME=VALUE`, `-cNAME=VALUE` and `--context NAME=VALUE` give for a name; '' where none does. */
export function contextOf(words: readonly string[], name: string): string {
  const pairs = words.flatMap((word, index) => {
    if (word === '-c' || word === '--context') return words[index + 1] ?? [];
    const joined = /^(?:--context=|-c=?)(.+)$/.exec(word);
    return joined?.[1] ?? [];
  });
  const found = pairs.findLast(pair => pair.startsWith(`${name}=`));
  return found === undefined ? '' : found.slice(name.length + 1);
}
