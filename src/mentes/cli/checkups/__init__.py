"""What `mentes doctor` looks at: `machine` needs no database, `stored` looks into it."""
