#!/usr/bin/env node
// The sources are TypeScript and run as they are; there is no build step whose output could be stale.
import { register } from 'tsx/esm/api';

register();
await import('../cli/main.ts');
