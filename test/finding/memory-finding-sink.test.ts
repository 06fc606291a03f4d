import { memoryFindingSink } from '../../lib/finding/index.ts';
import { findingSinkContract } from './finding-sink.contract.ts';

findingSinkContract('memory', async sendTo => memoryFindingSink(sendTo));
