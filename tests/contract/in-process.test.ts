import { runCore } from '#shared/core/run-core.ts';
import { exercise } from './suite.ts';

exercise('in process', async (options) => runCore(options));
