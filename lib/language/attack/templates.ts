import { databaseDumpChain } from './an0676/an0676.ts';
import type { Template } from './template.ts';

/** Every analytic that weir ships a template for. */
export const templates: readonly Template[] = [databaseDumpChain];
