namespace Microsoft.DurableTask.Entities;

public record SignalEntityOptions
{
    public SignalEntityOptions()
    {
    }
}
