/** Loaded into the sandbox by `npm start`: when the process that started us is gone, end as after a polite request. */
import { isMainThread } from 'node:worker_threads';

if (isMainThread && process.channel) process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
