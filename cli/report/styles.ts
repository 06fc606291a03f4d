/** The page's only style: light and dark by the reader's setting, one column on a phone, printable. */
export const styles = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1f24; --dim: #5d6672; --line: #dde2e8; --soft: #f4f6f8;
  --critical: #a3129b; --high: #c62828; --medium: #b26a00; --low: #00788f; --informational: #6b7580; }
@media (prefers-color-scheme: dark) { :root { --paper: #14171b; --ink: #e4e8ed; --dim: #98a2ae; --line: #2d333b; --soft: #1c2127;
  --critical: #f07be8; --high: #ff7b72; --medium: #e3a53c; --low: #4fc4d9; --informational: #98a2ae; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1080px; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; } h4 { margin: .9rem 0 .2rem; font-size: .9rem; }
a { color: inherit; } code { font: .86em/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.dim { color: var(--dim); font-weight: normal; } .text { white-space: pre-line; }
.figures { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; padding: 0; list-style: none; }
.figures li { border: 1px solid var(--line); border-radius: 8px; padding: .4rem .8rem; min-width: 6.5rem; }
.figures b { display: block; font-size: 1.35rem; line-height: 1.2; }
.chip { display: inline-block; border-radius: 5px; padding: 0 .45em; font-size: .78rem; font-weight: 600; text-transform: uppercase;
  border: 1px solid currentColor; }
.dot { display: inline-block; width: .65em; height: .65em; border-radius: 50%; background: currentColor; margin-right: .5em; }
.s-critical { color: var(--critical); fill: var(--critical); } .s-high { color: var(--high); fill: var(--high); }
.s-medium { color: var(--medium); fill: var(--medium); } .s-low { color: var(--low); fill: var(--low); }
.s-informational { color: var(--informational); fill: var(--informational); }
.scroll { overflow-x: auto; } .timeline { width: 100%; height: auto; display: block; } .narrow { display: none; }
.timeline .rule, .timeline .tick { stroke: var(--line); } .timeline text { fill: var(--dim); font-size: 12px; }
.timeline .bar { opacity: .85; } .timeline .bar:hover { opacity: 1; }
details { border: 1px solid var(--line); border-radius: 8px; margin: .4rem 0; background: var(--soft); }
summary { padding: .5rem .8rem; cursor: pointer; } details:target { outline: 2px solid var(--low); }
.body { padding: .2rem .8rem .8rem; border-top: 1px solid var(--line); background: var(--paper); border-radius: 0 0 8px 8px; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } th { text-align: left; color: var(--dim); font-weight: 600; }
th, td { padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; } td.time { white-space: nowrap; color: var(--dim); }
.tactics { display: grid; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); gap: .6rem; }
.tactic { border: 1px solid var(--line); border-radius: 8px; padding: .5rem .7rem; } .tactic h3 { margin: 0 0 .3rem; }
.technique { display: inline-block; border: 1px solid var(--line); border-radius: 5px; padding: 0 .4em; margin: 0 .2em .25em 0; font-size: .82rem; text-decoration: none; }
.seen .technique { border-color: var(--high); color: var(--high); font-weight: 600; }
footer { margin-top: 3rem; color: var(--dim); font-size: .85rem; }
th.number { white-space: nowrap; }
@media (max-width: 600px) { .timeline.wide { display: none; } .timeline.narrow { display: block; } body { padding: 1rem .75rem 3rem; } .figures { display: grid; grid-template-columns: repeat(3, 1fr); } .figures li { min-width: 0; }
  .tactics { grid-template-columns: 1fr; } ol, ul { padding-left: 1.3rem; } .figures { padding: 0; }
  table, tbody, tr, td { display: block; } thead { display: none; } td { border: 0; padding: 0; } td[data-label] { display: inline-block; margin-right: 1rem; }
  td.number { text-align: left; } td[data-label]::before { content: attr(data-label) ' '; color: var(--dim); }
  tr { padding: .45rem 0; border-bottom: 1px solid var(--line); } .evidence td.time, .evidence td.time + td { display: inline; color: var(--dim); font-size: .85rem; margin-right: .6rem; } }
@media print { details { break-inside: avoid; } }
`;
