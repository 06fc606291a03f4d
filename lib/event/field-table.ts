import type { JsonObject, JsonScalar, JsonValue } from './json.ts';
import type { LogEvent } from './log-event.ts';

/** How one ECS field is read from a source's records. */
export interface FieldRead {
  /** What the reader sees in the generated documentation: `output_fields["proc.cmdline"]`. */
  readonly from: string;
  /**
   * The value, or undefined where this record does not have it. Must not throw on any record. `fields` is `event.fields`;
   * the event beside it answers what no record says: time, host, account, region, log group.
   */
  readonly read: (fields: JsonObject, event: LogEvent) => JsonValue | undefined;
  /** Set where every text that it answers stands in the record, as it is or as a part of what stands there. */
  readonly isVerbatim?: true;
  /** Set where it answers the same for every record. */
  readonly always?: JsonScalar;
}

/** One source's whole vocabulary: what a rule may ask of its events, and how it is answered. */
export interface FieldTable {
  readonly source: string;
  /** ECS name to read. Flat on purpose: `process.parent.name` is one key. */
  readonly ecs: Readonly<Record<string, FieldRead>>;
  /** Whole subtrees: an ECS name that begins with `name` and a dot goes on inside the object at `path` (see ecsRead). */
  readonly subtrees?: readonly { readonly name: string; readonly path: readonly string[] }[];
  /** The objects, as literal paths into the record, in which a vendor's own name is looked up, first hit wins. */
  readonly vendorRoots: readonly (readonly string[])[];
  /** Could an event of this source carry this vendor name? What answers false makes a rule not evaluable here. */
  readonly knowsVendorName: (name: string) => boolean;
  /** True where records are ECS documents themselves: an ECS name missing in `ecs` is read from the record by its path. */
  readonly isEcs: boolean;
}
