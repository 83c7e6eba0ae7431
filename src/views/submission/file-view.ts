import type { DownloadChunk, UploadState } from '../../contract/answers';
import type { Upload } from '../../files/upload';
import type { Lang } from '../../kernel/lang';
import type { StoredFile } from '../../submissions/stored-file';
import { problemText } from '../../texts/problem-text';

/** How an upload stands, as the browser sees it. */
export function uploadState(upload: Upload, lang: Lang): UploadState {
  const findings = upload.findings ?? [];
  if (upload.state === 'accepted')
    return { state: 'accepted', submissionId: upload.submissionId ?? '', findings };
  if (upload.state !== 'refused') return { state: 'checking' };
  return {
    state: 'refused',
    findings,
    ...problemText(upload.problem ?? { code: 'file.findings', retry: 'after-fix' }, lang),
  };
}

/** One chunk of what was sent, exactly as stored. */
export function chunkOf(file: StoredFile, data: string): DownloadChunk {
  return { name: file.name, sha256: file.sha256, bytes: file.bytes, chunks: file.chunks, data };
}
