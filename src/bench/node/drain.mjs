// Fills a job queue, then empties it as fast as it can: node drain.mjs pg-boss|graphile-worker COUNT
// The database is that of PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE. Prints the seconds that emptying took.
import pg from 'pg';

const [which, countText] = process.argv.slice(2);
const count = Number(countText);
const text = 'the job is about as long as a message is, and nobody reads it; '.repeat(5).slice(0, 280);

async function pgBoss() {
  const { default: PgBoss } = await import('pg-boss');
  const boss = new PgBoss({ max: 8, supervise: false, schedule: false });
  await boss.start();
  await boss.createQueue('due');
  for (let done = 0; done < count; done += 1000) {
    const jobs = Array.from({ length: Math.min(1000, count - done) }, (_, i) => ({ name: 'due', data: { n: done + i, text } }));
    await boss.insert(jobs);
  }
  let seen = 0;
  const start = performance.now();
  // its own work() rests between two batches; so it is emptied by what work() is made of, without a rest
  const worker = async () => {
    for (;;) {
      const jobs = await boss.fetch('due', { batchSize: 1000 });
      if (!jobs.length) return;
      seen += jobs.filter((job) => job.data.text).length;
      await boss.complete('due', jobs.map((job) => job.id));
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  const seconds = (performance.now() - start) / 1000;
  await boss.stop({ graceful: false });
  return { seen, seconds };
}

async function graphileWorker() {
  const { run, runMigrations } = await import('graphile-worker');
  const pool = new pg.Pool({ max: 10 });
  const quiet = { log: () => () => {} };
  const { Logger } = await import('graphile-worker');
  const logger = new Logger(quiet.log);
  await runMigrations({ pgPool: pool, logger });
  await pool.query(
    `select graphile_worker.add_jobs(array(select row('due', json_build_object('n', n, 'text', $2::text), null, null,
       null, null, null, null)::graphile_worker.job_spec from generate_series(1, $1::int) n))`, [count, text]);
  let seen = 0;
  let ended;
  const all = new Promise((resolve) => { ended = resolve; });
  const due = (payload) => {
    if (payload.text && ++seen === count) ended();
  };
  const start = performance.now();
  // as its own page on speed has it
  const runner = await run({
    pgPool: pool,
    logger,
    noHandleSignals: true,
    taskList: { due },
    preset: {
      worker: { concurrentJobs: 24, localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
    },
  });
  await all;
  for (;;) {
    const left = await pool.query('select exists (select from graphile_worker.jobs) as left');
    if (!left.rows[0].left) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const seconds = (performance.now() - start) / 1000;
  await runner.stop();
  await pool.end();
  return { seen, seconds };
}

const { seen, seconds } = await (which === 'pg-boss' ? pgBoss() : graphileWorker());
if (seen !== count) throw new Error(`${which} has done ${seen} of ${count}`);
console.log(seconds.toFixed(3));
process.exit(0);
