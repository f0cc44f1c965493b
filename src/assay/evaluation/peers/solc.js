// A stand-in for the native `solc` where only npm's compilers can be had: the combined JSON that crytic-compile
// asks for, made by the `solc` packages that package.json beside this file names. Our own script, run by the peers'
// environment only.
//
//   ASSAY_SOLC=0.4.26 node solc.js --version
//   ASSAY_SOLC=0.4.26 node solc.js FILE.sol --combined-json abi,ast,…      one compilation
//   node solc.js --pick < ["FILE.sol", …]                                  which version reads which file
//   node solc.js --pick-common < ["FILE.sol", …]                           which version reads them all
//   node solc.js --check                                                   every package holds what it is named for
//
// ASSAY_SOLC_MODULES is the node_modules folder; ASSAY_SOLC_TIMES, if set, a file that gets one JSON line of
// CPU seconds for each process. Only the syntax tree and the ABI are made: the peer's detectors read no bytecode.
// npm's compilers start more slowly than native ones, which is why their seconds are kept apart.
"use strict";

const fs = require("fs");
const path = require("path");

const MODULES = process.env.ASSAY_SOLC_MODULES || path.join(process.cwd(), "node_modules");

function fail(message) {
  process.stderr.write(message + "\n");
  process.exit(1);
}

function installed() {
  const names = fs.readdirSync(MODULES).filter((name) => /^solc-\d+\.\d+\.\d+$/.test(name));
  return names.map((name) => name.slice("solc-".length));
}

// The npm package `solc@0.8.7` holds 0.7.5: what the compiler says of itself decides, not its package's name.
function compiler(version) {
  const solc = require(path.join(MODULES, "solc-" + version));
  const says = String(solc.version()).split("+")[0];
  if (says !== version) fail(`the package for ${version} holds ${says}`);
  return solc;
}

// Comments become spaces, so that a pragma or import named in one is not taken for real. Linear; knows strings.
function withoutComments(text) {
  const out = [];
  let i = 0;
  while (i < text.length) {
    const two = text.slice(i, i + 2);
    let end;
    if (two === "//") {
      end = text.indexOf("\n", i);
    } else if (two === "/*") {
      end = text.indexOf("*/", i + 2);
      end = end < 0 ? end : end + 2;
    } else if (text[i] === '"' || text[i] === "'") {
      let j = i + 1;
      while (j < text.length && text[j] !== text[i] && text[j] !== "\n") j += text[j] === "\\" ? 2 : 1;
      out.push(text.slice(i, j + 1));
      i = j + 1;
      continue;
    } else {
      out.push(text[i]);
      i += 1;
      continue;
    }
    out.push(" ");
    i = end < 0 ? text.length : end;
  }
  return out.join("");
}

// All pragmas of a file and of what it imports by relative path.
function pragmas(file, seen = new Set()) {
  const full = path.resolve(file);
  if (seen.has(full) || !fs.existsSync(full)) return [];
  seen.add(full);
  const text = withoutComments(fs.readFileSync(full, "utf8"));
  const found = Array.from(text.matchAll(/\bpragma\s+solidity\s+([^;]+);/g), (match) => match[1].trim());
  for (const match of text.matchAll(/\bimport\b[^;"']*["']([^"'\n]+)["']/g)) {
    if (match[1].startsWith(".")) found.push(...pragmas(path.join(path.dirname(full), match[1]), seen));
  }
  return found;
}

// The newest patch of the lowest minor that fits every pragma; null when none does.
function fitting(wanted) {
  const semver = require(path.join(MODULES, "semver"));
  const order = installed().sort((a, b) =>
    semver.minor(a) - semver.minor(b) || semver.patch(b) - semver.patch(a));
  return order.find((version) => wanted.every((range) => semver.satisfies(version, range))) || null;
}

function standardInput() {
  return JSON.parse(fs.readFileSync(0, "utf8"));
}

// What an import may read: Solidity files below the working folder or beside the target, nothing else.
function reader(target) {
  const roots = [process.cwd(), path.dirname(path.resolve(target))].map((root) => fs.realpathSync(root) + path.sep);
  return (name) => {
    try {
      const full = fs.realpathSync(name);
      if (!full.endsWith(".sol") || !roots.some((root) => full.startsWith(root))) return { error: "not found" };
      return { contents: fs.readFileSync(full, "utf8") };
    } catch {
      return { error: "not found" };
    }
  };
}

// Compilers before 0.4.11 have no standard JSON.
function compileLegacy(solc, target, read) {
  const output = solc.compile({ sources: { [target]: read(target).contents || "" } }, 0, read);
  const errors = (output.errors || []).filter((line) => !/: Warning:/.test(line));
  if (errors.length) fail(errors.join("\n"));
  const contracts = {};
  for (const [name, made] of Object.entries(output.contracts)) {
    contracts[name.includes(":") ? name : `${target}:${name}`] = contract(JSON.parse(made.interface), solc);
  }
  const names = Object.keys(output.sources);
  return combined(solc, names, Object.fromEntries(names.map((name) => [name, output.sources[name].AST])), contracts);
}

function compileStandard(solc, target, remappings, read) {
  const input = {
    language: "Solidity",
    sources: { [target]: { content: read(target).contents || "" } },
    settings: { remappings, outputSelection: { "*": { "": ["ast"], "*": ["abi"] } } },
  };
  const text = JSON.stringify(input);
  const output = JSON.parse(
    solc.compileStandardWrapper ? solc.compileStandardWrapper(text, read) : solc.compile(text, { import: read }));
  const errors = (output.errors || []).filter((error) => error.severity === "error");
  if (errors.length) fail(errors.map((error) => error.formattedMessage || error.message).join("\n"));
  const contracts = {};
  for (const [file, made] of Object.entries(output.contracts || {})) {
    for (const [name, one] of Object.entries(made)) contracts[`${file}:${name}`] = contract(one.abi || [], solc);
  }
  const names = Object.keys(output.sources).sort((a, b) => output.sources[a].id - output.sources[b].id);
  return combined(solc, names, Object.fromEntries(names.map((name) => [name, output.sources[name].ast])), contracts);
}

// Up to 0.7 the ABI and the documentation are JSON within JSON.
function contract(abi, solc) {
  const nested = /^0\.[0-7]\./.test(solc.version());
  const bytecode = { bin: "", "bin-runtime": "", srcmap: "", "srcmap-runtime": "", hashes: {} };
  return nested
    ? { abi: JSON.stringify(abi), userdoc: "{}", devdoc: "{}", ...bytecode }
    : { abi, userdoc: {}, devdoc: {}, ...bytecode };
}

function combined(solc, sourceList, trees, contracts) {
  const sources = Object.fromEntries(sourceList.map((name) => [name, { AST: trees[name] }]));
  return { contracts, sourceList, sources, version: solc.version() };
}

function main(args) {
  if (args[0] === "--pick") {
    const picked = Object.fromEntries(standardInput().map((file) => [file, fitting(pragmas(file))]));
    return process.stdout.write(JSON.stringify(picked));
  }
  if (args[0] === "--pick-common") {
    const seen = new Set();
    const wanted = standardInput().flatMap((file) => pragmas(file, seen));
    return process.stdout.write(JSON.stringify(fitting(wanted)));
  }
  if (args[0] === "--check") {
    installed().forEach(compiler);
    return process.stdout.write(installed().join("\n") + "\n");
  }
  const version = process.env.ASSAY_SOLC;
  if (!version) fail("ASSAY_SOLC names no version");
  if (args[0] === "--version") return process.stdout.write(`solc, the solidity compiler\nVersion: ${version}\n`);
  const target = args.find((arg) => arg.endsWith(".sol") && !arg.includes("="));
  if (!target) fail("no .sol file named");
  const remappings = args.filter((arg) => arg.includes("=") && !arg.startsWith("-"));
  const solc = compiler(version);
  const read = reader(target);
  const standard = solc.compileStandardWrapper || !/^0\.4\.([0-9]|10)\+/.test(solc.version());
  const output = standard ? compileStandard(solc, target, remappings, read) : compileLegacy(solc, target, read);
  return process.stdout.write(JSON.stringify(output));
}

process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  const line = JSON.stringify({ version: process.env.ASSAY_SOLC || "", cpu_seconds: (user + system) / 1e6 });
  if (process.env.ASSAY_SOLC_TIMES) fs.appendFileSync(process.env.ASSAY_SOLC_TIMES, line + "\n");
});
main(process.argv.slice(2));
