"""Where an import leads: remappings, Foundry and Hardhat layouts, `node_modules`. Reads settings, runs nothing."""
