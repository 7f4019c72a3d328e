import { runCore } from '#shared/core/run-core.ts';
import { coreOptions } from '../support/core-options.ts';
import { searches } from './csv.ts';
import { bigLibrary } from './import.ts';
import { type Line, median, percentile, timed } from './measure.ts';

const QUERIES = 700;

/** Opening, searching and listing in the library of 50,000 facts, through the Api. */
export const measureSearch = async (folder: string, runs: number): Promise<Line[]> => {
  const opening: number[] = [];
  const first: number[] = [];
  let queries: number[] = [];
  for (let run = 0; run < runs; run++) {
    const core = runCore(coreOptions(folder, { author: 'Bench' }));
    const file = await core.grant(bigLibrary(folder));
    opening.push(await timed(() => core.api.library.open({ file })));
    first.push(await timed(() => core.api.facts.list({})));
    queries = [];
    for (const query of searches(QUERIES))
      queries.push(await timed(() => core.api.search.query({ query, in: ['fact'] })));
    await core.close();
  }
  const p95 = percentile(queries, 0.95);
  return [
    { what: 'opening a library of 50,000 facts', value: `${median(opening).toFixed(0)} ms`, asked: '', met: null },
    { what: 'first 100 facts of the list', value: `${median(first).toFixed(1)} ms`, asked: '', met: null },
    {
      what: `search on 50,000 facts, median of ${QUERIES}`,
      value: `${median(queries).toFixed(2)} ms`,
      asked: '',
      met: null,
    },
    { what: '  p95', value: `${p95.toFixed(2)} ms`, asked: 'under 5 ms', met: p95 < 5 },
    {
      what: '  memory of the process with everything open',
      value: `${Math.round(process.memoryUsage().rss / 1e6)} MB`,
      asked: '',
      met: null,
    },
  ];
};
