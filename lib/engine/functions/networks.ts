import { isInside, type Network, parseNetwork } from '../cidr.ts';
import { type Callable, isText } from './callable.ts';

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(parseNetwork).filter(each => each !== null);

export const networks = {
  'cidr-match': ([text, ...wanted], context) => {
    if (!isText(text) || !wanted.every(isText)) return undefined;
    const address = context.address(text);
    return address !== null && parsed(wanted, context.network).some(network => isInside(address, network));
  },
  'ip-is-private': ([text], context) => {
    const address = isText(text) ? context.address(text) : null;
    if (address === null || address.kind() !== 'ipv4') return undefined;
    return PRIVATE.some(network => isInside(address, network));
  },
  'is-public-address': ([text], context) => {
    const address = isText(text) ? context.address(text) : null;
    return address === null ? undefined : address.range() === 'unicast';
  },
  'ip-is-valid': ([text], context) => (isText(text) ? context.address(text) !== null : undefined),
} satisfies Record<string, Callable>;

function parsed(texts: readonly string[], parse: (text: string) => Network | null): readonly Network[] {
  return texts.flatMap(text => {
    const network = parse(text);
    return network === null ? [] : [network];
  });
}
