/**
 * What every input of a linked detection carries in its `values`, in this order. `users`: names and ids of who acts, and of
 * who logged in. `session`: text, equal within one login. `reasons`: texts that say why this is unusual. `text`: the command
 * or statement. `path`: of the file. `strength`: 1 where the hit by itself says much, else 0. `source`: where the event came
 * from. `started`: ISO 8601 or microseconds, for what lasts until the hit's own time.
 */
export const linkedValues = ['users', 'session', 'reasons', 'text', 'path', 'strength', 'source', 'started'] as const;
