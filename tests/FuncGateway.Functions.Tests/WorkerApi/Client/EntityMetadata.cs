using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Client.Entities;

public class EntityMetadata<TState>
{
    private readonly TState? _state;

    public EntityMetadata(EntityInstanceId id) => Id = id;

    public EntityMetadata(EntityInstanceId id, TState? state)
        : this(id)
    {
        _state = state;
        IncludesState = state is not null;
    }

    public EntityInstanceId Id { get; }

    public DateTimeOffset LastModifiedTime { get; init; }

    public bool IncludesState { get; }

    public TState State => IncludesState && _state is not null ? _state : throw new InvalidOperationException("Read without its state.");
}
