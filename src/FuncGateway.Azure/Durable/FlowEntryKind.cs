namespace FuncGateway.Azure.Durable;

/// <summary>What happened in a flow. The names stand in stored rows.</summary>
public enum FlowEntryKind
{
    /// <summary>With the input. The first entry of every history.</summary>
    Started,

    /// <summary>An activity is going to be tried.</summary>
    Called,

    /// <summary>A try failed; due is the next.</summary>
    TryFailed,

    /// <summary>The last try failed.</summary>
    CallFailed,

    /// <summary>With the activity's result.</summary>
    Succeeded,

    /// <summary>An event is waited for, until due.</summary>
    Awaited,

    /// <summary>With the event's payload and id.</summary>
    EventTaken,

    Slept,

    /// <summary>A sleep is over, or a wait without its event.</summary>
    TimerFired,

    /// <summary>The last entry.</summary>
    Ended,
}
