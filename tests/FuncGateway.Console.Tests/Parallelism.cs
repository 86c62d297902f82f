// A scenario mostly waits for its browser and its gateway, so more of them run at the same time than there are processors.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
