/**
 * Logs to events: one file per log source, each with one table that maps its fields to ECS.
 *
 * Recognises a source without configuration, says what a source cannot supply, and throws on no input.
 */

export { describeSources } from './describe-sources.ts';
export { defaultEcsFields, type EcsFields, ecsEvents } from './ecs-events.ts';
export { eventKinds } from './event-kinds.ts';
export { explainAll } from './explain.ts';
export { joinLines } from './join-lines.ts';
export { windowsSchemas } from './kinds/index.ts';
export { defaultSettings, fieldTables, readLog, recogniseSource, sourceNamed, sources } from './registry.ts';
export type { EventContext, Fact, Fragment, HostEntry, Parsed, Source, SourceSettings } from './source.ts';
