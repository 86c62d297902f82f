namespace FuncGateway.Policies.Classification.Tables;

/// <summary>Words for deleting.</summary>
internal static class DestructiveWords
{
    public const string Verbs = """
        delete remove destroy purge wipe erase truncate clear flush revoke uninstall deprovision kill terminate prune forget nuke unpublish evict ban
        kick discard del rm rmdir unlink cleanup shred decommission invalidate deregister unregister deactivate cancel obliterate expunge delist
        rmtree unset teardown dismantle disband dissolve eliminate nullify offboard undeploy scrub hdel srem zrem xdel flushdb flushall dropdb
        """;

    /// <summary>Words that may be verbs of deleting or nouns. <c>drop</c> is one: a browser drags and drops.</summary>
    public const string MaybeVerbs = "drop trash reset clean empty block expire suspend detach overwrite drain void retire";

    /// <summary>Verbs of deleting that are used of hardly anything but what is kept, unlike removing duplicates from an answer.</summary>
    public const string OfKeptThings = "delete drop erase purge destroy wipe truncate obliterate expunge shred nuke uninstall revoke terminate deprovision decommission";

    /// <summary>What is deleted if it is dropped.</summary>
    public const string Droppable = "table tables database databases schema schemas index indexes collection collections column columns keyspace";

    /// <summary>Nouns that make a verb of writing or running destructive: <c>schedule_key_deletion</c>, <c>move_to_trash</c>.</summary>
    public const string Nouns = $"{Actions} trash bin";

    /// <summary>A name without a verb that ends in one of these deletes, as in <c>account_deletion</c>.</summary>
    public const string Actions = "deletion removal destruction termination";
}
