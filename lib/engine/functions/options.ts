import { type Callable, isText } from './callable.ts';

/** Command-line arguments as SECL's `args_flags` and `args_options` read them. */
export const options = {
  'option-flags': ([args]) => {
    if (!Array.isArray(args)) return undefined;
    const flags = new Set<string>();
    for (const { name, isLong } of args.filter(isText).flatMap(option)) {
      if (!isLong && /^[\p{L}\p{N}]+$/u.test(name)) for (const letter of name) flags.add(letter);
      if (!name.includes('=') && name.length > 1) flags.add(name);
    }
    return [...flags];
  },
  'option-values': ([args]) => {
    if (!Array.isArray(args)) return undefined;
    const texts = args.filter(isText);
    return texts.flatMap((arg, at) =>
      option(arg).flatMap(({ name }) => {
        const next = texts[at + 1];
        if (name.includes('=')) return [name];
        return next === undefined || next.startsWith('-') ? [] : [`${name}=${next}`];
      }),
    );
  },
} satisfies Record<string, Callable>;

function option(arg: string): readonly { readonly name: string; readonly isLong: boolean }[] {
  if (!arg.startsWith('-')) return [];
  const isLong = arg.startsWith('--');
  const name = arg.slice(isLong ? 2 : 1);
  return name === '' ? [] : [{ name, isLong }];
}
