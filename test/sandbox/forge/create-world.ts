import type { ForgeWorld, WorldOptions } from './host';

export async function createWorld(options: WorldOptions): Promise<ForgeWorld> {
  throw new Error(`being built: ${options.manifest}`);
}
