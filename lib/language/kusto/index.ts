/**
 * Microsoft Kusto KQL (Sentinel's analytics rules and bare queries) to IR.
 *
 * Microsoft's own parser reads the text, only where bundles are built. Queries are taken literally and never repaired;
 * what has no meaning here is refused with its place.
 */

export { kusto } from './kusto.ts';
