import { dropUnheld } from '../../files/bytes-on-record-store';
import { expiredUploads, removeUpload } from '../../files/file-store';
import { unlessUnreadable } from '../../health/set-aside-store';
import { now } from '../../platform/clock';

/** Once a day: uploads that nobody finished lose their bytes, finished ones only their record; both stay while nobody can read who holds them. */
export async function sweepUploads(): Promise<void> {
  for (const upload of await expiredUploads(now()))
    await unlessUnreadable(undefined, async () => {
      await dropUnheld(upload);
      await removeUpload(upload.fileId);
    });
}
