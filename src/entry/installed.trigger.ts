import { forgetFields } from './site';
import { runTick } from './wiring';
import { checkStorage } from './wiring-storage';

/** After an installation or an upgrade: storage is tested, ids of this site are found anew, and nothing that is due is forgotten. */
export async function installed(): Promise<void> {
  await checkStorage();
  await forgetFields();
  await runTick(true);
}
