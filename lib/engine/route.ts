import type { LogEvent } from '../event/index.ts';
import type { Route, RoutePattern } from '../ir/index.ts';

/** Is an event of this log source one that the selector wants to be asked about? */
export function isRouted(route: Route, event: Pick<LogEvent, 'source' | 'logSource'>): boolean {
  return route.length === 0 || route.some(pattern => fits(pattern, event));
}

/** Equal keys: the same selectors are asked. */
export function routeKey({ source, logSource }: Pick<LogEvent, 'source' | 'logSource'>): string {
  const { product, service, categories } = logSource;
  return `${source}\n${product ?? '\0'}\n${service ?? '\0'}\n${categories?.join(',') ?? '\0'}`;
}

/** What the pattern leaves out or the event does not declare excludes nothing. */
function fits(pattern: RoutePattern, { source, logSource }: Pick<LogEvent, 'source' | 'logSource'>): boolean {
  const { sources, product, service, category } = pattern;
  return (
    (sources === undefined || sources.includes(source)) &&
    (product === undefined || logSource.product === undefined || product === logSource.product) &&
    (service === undefined || logSource.service === undefined || service === logSource.service) &&
    (category === undefined || logSource.categories === undefined || logSource.categories.includes(category))
  );
}
