// Opens pages in a headless Chromium and tells what it sees, for as long as it is asked: a line of JSON in, a line out.
//
// First line: {"chromium": path, "profile": folder}. Each other one: {"page", "width", "height", "scheme", "media",
// "script", "axe", "spared", "ask", "shot", "pdf"}. Answer: {"requests", "complaints", "violations", "answer", "overflow"}, or {"failed": why}.
// Every look has a context of its own, with nothing of those before it.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { chromium: executablePath, profile } = JSON.parse((await lines.next()).value);

const args = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", `--crash-dumps-dir=${profile}`,
];

async function look(browser, { page: path, width, height, scheme, media, script, axe: check, spared, ask, shot, pdf }) {
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: scheme, javaScriptEnabled: script, reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const address = pathToFileURL(path).href;
  const requests = [], complaints = [];
  page.on("request", (request) => { if (request.url() !== address) requests.push(request.url()); });
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.emulateMedia({ media, colorScheme: scheme });
  await page.goto(address, { waitUntil: "load" });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const answer = ask ? (await page.evaluate(ask)) ?? null : null;
  if (shot) await page.screenshot(shot);
  if (pdf) await page.pdf({ path: pdf, format: "A4", printBackground: false, preferCSSPageSize: true });
  const violations = [];
  if (check) {
    if (spared) await page.evaluate((found) => document.querySelectorAll(found).forEach((one) => one.remove()), spared);
    await page.evaluate(axe);
    const found = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
    for (const { id, help, nodes } of found.violations) {
      violations.push({ id, help, count: nodes.length, where: nodes.slice(0, 5).map((node) => `${node.target} ${node.failureSummary}`) });
    }
  }
  await page.waitForTimeout(50);
  await context.close();
  return { requests, complaints, violations, answer, overflow };
}

const browser = await chromium.launch({ executablePath, args, headless: true });
try {
  for await (const line of lines) {
    const seen = await look(browser, JSON.parse(line)).catch((error) => ({ failed: error.stack }));
    process.stdout.write(`${JSON.stringify(seen)}\n`);
  }
} finally {
  await browser.close();
}
