// Opens a page in a headless Chromium that is cut off from every network, and tells what there was, as JSON on standard output.
//
// Standard input: {"chromium": path, "profile": folder, "page": path, "ask": expression}.
// Answer: {"requests": what the page asked for besides files, "complaints", "answer": the value of the expression}.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const { chromium: executablePath, profile, page: path, ask } = JSON.parse(readFileSync(0, "utf8"));

const args = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--allow-file-access-from-files", `--crash-dumps-dir=${profile}`,
];

const browser = await chromium.launch({ executablePath, args, headless: true });
try {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, reducedMotion: "reduce" });
  await context.setOffline(true);
  const page = await context.newPage();
  const requests = [], complaints = [];
  page.on("request", (request) => { if (!/^(file|data|blob):/.test(request.url())) requests.push(request.url()); });
  page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(pathToFileURL(path).href, { waitUntil: "load" });
  const answer = (await page.evaluate(ask)) ?? null;
  process.stdout.write(JSON.stringify({ requests, complaints, answer }));
} finally {
  await browser.close();
}
