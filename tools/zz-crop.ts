import { startBrowser } from '../test/support/browser';
const [,, ...args] = process.argv; // name y h ...
async function go(){
 const f = await startBrowser(); if ('reason' in f) throw new Error(f.reason);
 for (const a of args){ const [n,y,h,w='1280']=a.split(':');
  const p = await f.browser.newPage({viewport:{width:Number(w),height:Number(h)}});
  await p.setContent(`<body style="margin:0"><div style="height:${h}px;overflow:hidden;position:relative"><img style="position:absolute;top:-${y}px;left:0" src="data:image/png;base64,${(await import('node:fs')).readFileSync(`/tmp/shots10/${n}.png`).toString('base64')}"></div>`);
  await p.waitForTimeout(500);
  await p.screenshot({path:`/tmp/shots10/crop-${n}-${y}.png`}); await p.close(); }
 await f.browser.close();
}
go();
