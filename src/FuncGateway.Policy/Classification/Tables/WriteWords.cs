namespace FuncGateway.Policies.Classification.Tables;

/// <summary>Words for creating and changing.</summary>
internal static class WriteWords
{
    public const string Verbs = """
        create add update edit put write insert upsert modify change rename move copy clone duplicate upload save store append prepend replace assign
        unassign reassign attach send submit publish share unshare invite register enroll enable disable activate configure import sync merge commit
        push fork reopen archive unarchive restore approve reject accept decline complete finish finalize pin unpin follow unfollow reschedule undo
        redo revert rollback pull install generate regenerate compose apply grant remember memorize toggle lock unlock transition promote demote
        increment decrement annotate manage forward notify confirm init initialize initialise setup vote set mark unsubscribe subscribe customize
        adjust convert resize rotate encode crop compress organize prepare join leave mute unmute ingest populate sign encrypt decrypt define declare
        propose ack acknowledge react rewrite refactor fix unstage onboard combine split trim splice overlay animate finetune retweet repost favorite
        endorse broadcast emit allocate establish tokenize reorder reword revise expand extend shorten upscale colorize mix sanitize normalize
        deduplicate backup produce construct craft arrange amend bump bind correct deliver dismiss embed enqueue hide unhide freeze unfreeze inject
        instantiate mirror override persist prioritize protect rebuild rebase reconcile redirect reformat reindex repair replicate squash snooze
        synthesize transcode turn untag unblock upgrade zip unzip unpack customise optimize optimise enrich stylize vectorize alter associate
        authorize autofix backfill chmod chown cordon uncordon delay disassociate downgrade expose inpaint outpaint lengthen mask mkdir nominate
        obfuscate postpone reactivate recategorize reinstate relabel relocate remap reprioritize resubmit respond restyle rsvp scaffold sharpen
        silence simplify taint touch transpile transpose uncheck undelete unfavorite unflag unlabel unlike unmark categorize categorise suppress tune
        unpair unstar unsnooze untrash whitelist hset hmset lpush rpush sadd zadd xadd mset setex setnx incr incrby decr decrby cp mv initiate
        """;

    /// <summary>Words that may be verbs of writing or nouns.</summary>
    public const string MaybeVerbs = """
        post patch tag label comment reply close star like schedule draft render record make note email message tweet log index file form branch
        design document book format reserve escalate flag upvote plan queue name release version stamp issue paint place switch scale request rate
        bookmark link seed stage stash train bulk author pack cherry grade
        """;

    /// <summary>A name without a verb that ends in one of these writes, as in <c>image_generation</c>.</summary>
    public const string Actions = "generation creation conversion synthesis insertion modification registration publication assignment update updates upload";

    /// <summary>A tool that is named for a medium only makes it, as in <c>text_to_speech</c>.</summary>
    public const string Media = "image images picture photo video audio music song speech tts voice avatar logo diagram flowchart chart mermaid qr qrcode barcode meme sketch";
}
