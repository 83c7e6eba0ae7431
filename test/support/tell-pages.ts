import { afterEach } from 'vitest';
import { closePages, standing } from './shell';

// A test in a browser that fails says what stood on the page: a timeout alone explains nothing.
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${await standing()}\n`);
  await closePages();
});
