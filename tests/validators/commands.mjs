// Prints the annotations that stand on standard input as JSON, by GitHub's own toolkit.
import { readFileSync } from "node:fs";
import * as core from "@actions/core";

for (const [level, message, properties] of JSON.parse(readFileSync(0, "utf8"))) core[level](message, properties);
