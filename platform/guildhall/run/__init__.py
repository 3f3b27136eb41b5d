"""Starting Guildhall on one machine: embedded servers, processes, the demo. Imports no Django: settings come after."""
