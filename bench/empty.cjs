// What bare Node is measured with.
