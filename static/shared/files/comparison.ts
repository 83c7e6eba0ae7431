import { useRef, useState } from 'react';
import type { Lang } from '../../../src/kernel/lang';
import { beside } from './beside';
import type { FileChanges } from './file-types';
import type { LastSent } from './last-sent';
import { fetchFile } from './transfer';

/**
 * What a chosen file changes against the one that was sent, worked out here so that it is seen before the backend has
 * answered – and also when the file is refused. A help only: where the sent bytes cannot be had, nothing is shown, and
 * the backend compares again. Only the newest choice counts; the sent file is fetched once.
 */
export function useComparison(
  sent: LastSent | undefined,
  lang: Lang,
): readonly [FileChanges | undefined, (raw: Uint8Array | undefined) => void] {
  const [changes, setChanges] = useState<FileChanges>();
  const newest = useRef<Uint8Array>();
  const fetched = useRef<{ readonly revision: number; readonly bytes: Promise<Uint8Array | undefined> }>();
  const compare = (raw: Uint8Array | undefined): void => {
    newest.current = raw;
    setChanges(undefined);
    if (sent === undefined || raw === undefined) return;
    if (fetched.current?.revision !== sent.revision)
      fetched.current = { revision: sent.revision, bytes: bytesOf(sent, lang) };
    void fetched.current.bytes.then(async (before) => {
      if (before === undefined) fetched.current = undefined;
      const between = before === undefined ? undefined : await changesOf(before, raw);
      if (between !== undefined && newest.current === raw) setChanges({ against: sent.revision, ...between });
    });
  };
  return [changes, compare];
}

function changesOf(before: Uint8Array, after: Uint8Array) {
  return beside('compare', { before, after }).catch(() => undefined);
}

async function bytesOf(sent: LastSent, lang: Lang): Promise<Uint8Array | undefined> {
  const answer = await fetchFile(sent, lang);
  return answer.ok ? answer.raw : undefined;
}
