/**
 * A field as a rule's author wrote it, with the names under which an event may supply it, best first.
 * The first name that is present in the event (null counts as present) gives the value.
 */
export interface FieldRef {
  /** As written, for messages and evidence: `CommandLine`. */
  readonly field: string;
  readonly names: readonly FieldName[];
}

/** `vendor`: the record's own name (Sigma's cloud rules). `ecs`: through the source's field table. */
export interface FieldName {
  readonly space: 'vendor' | 'ecs';
  readonly name: string;
}
