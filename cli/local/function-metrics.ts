/** What the functions counted, out of their logs: CloudWatch's embedded metrics, one JSON object a line. */
export interface FunctionMetrics {
  readonly take: (line: string) => void;
  readonly sum: (name: string) => number;
  /** Events by source. */
  readonly sources: () => Readonly<Record<string, number>>;
  /** Lines that say an error or a warning, as they came. */
  readonly complaints: () => readonly string[];
}

export function functionMetrics(): FunctionMetrics {
  const sums = new Map<string, number>();
  const sources = new Map<string, number>();
  const complaints: string[] = [];
  return {
    take: line => {
      const read = parse(line);
      if (read === null) {
        // Not a line of ours: Node writes its own warnings, and a stack where something broke.
        complaints.push(line);
        return;
      }
      if (read.level === 'error' || read.level === 'warn') complaints.push(line);
      for (const [name, value] of Object.entries(read)) {
        if (typeof value === 'number') sums.set(name, (sums.get(name) ?? 0) + value);
      }
      if (typeof read.Source === 'string')
        sources.set(read.Source, (sources.get(read.Source) ?? 0) + Number(read.SourceEvents));
    },
    sum: name => sums.get(name) ?? 0,
    sources: () => Object.fromEntries(sources),
    complaints: () => complaints,
  };
}

function parse(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const read: unknown = JSON.parse(line);
    return typeof read === 'object' && read !== null ? (read as Readonly<Record<string, unknown>>) : null;
  } catch {
    // Text, which is no mistake of this reader.
    return null;
  }
}
