/** Preloaded into a measured process: tells the most memory it held, in kilobytes, when it ends. */
process.on('exit', () => process.stderr.write(`\npeak ${process.resourceUsage().maxRSS}\n`));
