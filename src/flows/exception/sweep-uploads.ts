import { dropUnheld } from '../../files/bytes-on-record-store';
import { expiredUploads, removeUpload } from '../../files/file-store';
import { now } from '../../platform/clock';

/** Once a day: uploads that nobody finished lose their bytes, finished ones only their record. */
export async function sweepUploads(): Promise<void> {
  for (const upload of await expiredUploads(now())) {
    await dropUnheld(upload);
    await removeUpload(upload.fileId);
  }
}
