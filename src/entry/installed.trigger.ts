import { forgetFields } from './site';
import { runTick } from './wiring';

/** After an installation or a major upgrade: ids of this site are found anew, and nothing that is due is forgotten. */
export async function installed(): Promise<void> {
  await forgetFields();
  await runTick(true);
}
