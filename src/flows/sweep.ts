import { dropUnheld, type HoldingPorts } from '../files/bytes-on-record';
import type { Upload } from '../files/upload';

export type SweepPorts = HoldingPorts & {
  now(): string;
  expiredUploads(now: string): Promise<readonly Upload[]>;
  removeUpload(fileId: string): Promise<void>;
};

/** Once a day: uploads that nobody finished lose their bytes, finished ones only their record. */
export async function sweepUploads(ports: SweepPorts): Promise<number> {
  const uploads = await ports.expiredUploads(ports.now());
  for (const upload of uploads) {
    await dropUnheld(ports, upload);
    await ports.removeUpload(upload.fileId);
  }
  return uploads.length;
}
