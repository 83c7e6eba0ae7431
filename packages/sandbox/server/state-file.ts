import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { said } from './terminal';

/**
 * Everything the sandbox remembers, as one JSON file that is always whole: written beside, flushed to the disk, then
 * renamed over the old one. After kill -9 the file is the state before or after the last change, never between.
 */
export type StateFile = {
  read(): unknown;
  /** Returns whether anything was different from what lies there. */
  write(state: unknown): boolean;
};

export function openStateFile(folder: string): StateFile {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'world.json');
  let last = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  return {
    read: () => (last === undefined ? undefined : JSON.parse(last)),
    write(state) {
      const text = JSON.stringify(state);
      if (text === last) return false;
      replaceDurably(file, text);
      last = text;
      return true;
    },
  };
}

function replaceDurably(file: string, text: string): void {
  const beside = `${file}.${process.pid}.tmp`;
  const out = openSync(beside, 'w');
  try {
    writeWhole(out, Buffer.from(text, 'utf8'));
    fsyncSync(out);
  } finally {
    closeSync(out);
  }
  renameSync(beside, file);
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function writeWhole(out: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(out, bytes, at);
}

/**
 * One sandbox per folder. The lock names the process; a lock whose process is gone (kill -9) is taken over.
 * @throws when another sandbox is at work in this folder
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = join(folder, 'lock');
  const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : undefined;
  if (holder !== undefined && holder !== process.pid && isAlive(holder)) {
    throw new Error(said('terminal.locked', { holder, folder }));
  }
  rmSync(lock, { force: true });
  // 'wx' fails if a second starter was faster between the look and this line.
  const out = openSync(lock, 'wx');
  writeSync(out, String(process.pid));
  closeSync(out);
  sweep(folder);
  return () => rmSync(lock, { force: true });
}

/** Who holds the folder alone finds what a killed sandbox had half written. */
function sweep(folder: string): void {
  const halves = readdirSync(folder).filter((name) => /^world\.json\.\d+\.tmp$/.test(name));
  for (const name of halves) rmSync(join(folder, name), { force: true });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return isSandbox(pid);
}

/** Numbers are given again, in a container soon: where Linux tells what a process is, a stranger's lock is nobody's. */
function isSandbox(pid: number): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('sandbox/server/main');
}
