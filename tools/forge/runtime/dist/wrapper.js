// Placeholder. At a deployment Forge's bundler fetches the wrapper of its runtime from Atlassian's CDN and lays it beside
// the app's code; here there is no network, so it copies this file instead. The sandbox never loads it: its own host
// loads `index.cjs` and gives it the globals that the real wrapper would.
exports.main = () => {
  throw new Error('This is the placeholder of the Forge runtime; the sandbox loads index.cjs itself.');
};
