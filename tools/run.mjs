/**
 * What `npm start`, `npm test`, `npm run check` and `npm run format` do (tools/lib/commands.mjs). Plain Node without
 * packages, because it works before anything is installed: it installs, builds what is stale, then does the thing.
 */
const OLDEST_NODE = [20, 19];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  console.error(
    `This needs Node ${OLDEST_NODE.join('.')} or newer; here is ${process.versions.node}. ` +
      'Install a newer one from https://nodejs.org, or with nvm: "nvm install".',
  );
  process.exit(1);
}

// Only now: the rest uses what an old Node does not know.
const { command } = await import('./lib/commands.mjs');
await command(process.argv[2] ?? '', process.argv.slice(3));
