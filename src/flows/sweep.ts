import type { Upload } from '../files/upload';
import type { Stored } from '../jobs/stored';
import { holds } from '../jobs/submission';

export type SweepPorts = {
  now(): string;
  expiredUploads(now: string): Promise<readonly Upload[]>;
  load(id: string): Promise<Stored | undefined>;
  deleteChunks(fileId: string, chunks: number): Promise<void>;
  removeUpload(fileId: string): Promise<void>;
};

/** Once a day: uploads that nobody finished lose their bytes, finished ones only their record. */
export async function sweepUploads(ports: SweepPorts): Promise<number> {
  const uploads = await ports.expiredUploads(ports.now());
  for (const upload of uploads) {
    const owner = upload.submissionId === undefined ? undefined : await ports.load(upload.submissionId);
    if (owner === undefined || !holds(owner.state, upload.fileId))
      await ports.deleteChunks(upload.fileId, upload.chunks);
    await ports.removeUpload(upload.fileId);
  }
  return uploads.length;
}
