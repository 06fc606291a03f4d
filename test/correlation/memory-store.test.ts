import { memoryStore } from '../../lib/correlation/index.ts';
import { stateStoreContract } from './state-store.contract.ts';

stateStoreContract('memory', async cap => memoryStore(cap));
